"""``python -m simulators.zim``"""

from simulators.zim.command import main

if __name__ == "__main__":
    raise SystemExit(main())
