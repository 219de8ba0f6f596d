"""python -m toetsbank"""

import sys
import traceback

from toetsbank.cli import BENCH_AT_FAULT, app


def main() -> None:
    """Run the command; whatever the bench did not foresee is its own fault, never a verdict about the SUT."""
    try:
        app(prog_name="python -m toetsbank")
    except Exception:  # noqa: BLE001 - the last resort: exit code 1 would say that a clause fails
        traceback.print_exc()
        print("Fout van de toetsbank; dit zegt niets over het systeem.", file=sys.stderr)
        sys.exit(BENCH_AT_FAULT)


if __name__ == "__main__":
    main()
