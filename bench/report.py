from pathlib import Path
from typing import Any
def write_report(r: Any, d: Path) -> list[Path]:
    return []
