"""The results as report.json, and the JSON Schema that describes it."""

import json
from pathlib import Path

from pydantic import ValidationError

from reports.model import Results

SCHEMA = Path(__file__).parent / "generated" / "report.schema.json"


class ReportError(ValueError):
    """A report.json that cannot be used; one Dutch sentence."""


def render(results: Results) -> str:
    """Return the results as JSON, indented, with a newline at the end."""
    return results.model_dump_json(indent=1) + "\n"


def load(path: Path) -> Results:
    """Read results back, for instance those of a baseline; raises ReportError."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReportError(f"{path} is niet te lezen: {error.strerror}. Wijs een report.json aan.") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ReportError(
            f"{path} is geen rapport van deze versie van de toetsbank{f' (veld {where})' if where else ''}; "
            "maak het opnieuw uit het logboek."
        ) from error


def schema() -> str:
    """Return the JSON Schema (2020-12) of report.json as it is committed."""
    found = Results.model_json_schema(mode="serialization")
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "Toetsbank: report.json"
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
