"""python -m toetsbank"""

from toetsbank.cli import app

app(prog_name="python -m toetsbank")
