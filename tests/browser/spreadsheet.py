"""Opens a CSV file in LibreOffice, without a window, and reads what its cells hold."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

import openpyxl

from tests.servers.programs import find_program

PACKAGE: Final = "libreoffice-calc-nogui"

IMPORT: Final = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,false"
"""What the dialog offers when a person opens the file: commas, UTF-8, no evaluation of formulas."""

Cell = str | int | float | None


def open_in_spreadsheet(table: Path, work: Path) -> list[list[Cell]]:
    """Return the rows of a CSV file as the program has them; ``work`` is a temporary folder."""
    program = find_program("soffice", PACKAGE)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    options = ["--headless", f"--infilter={IMPORT}", "--convert-to", "xlsx", "--outdir", str(work)]
    subprocess.run([program, profile, *options, str(table)], check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(work / f"{table.stem}.xlsx").active
    assert sheet is not None
    formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    return [list(row) for row in sheet.iter_rows(values_only=True)]  # type: ignore[arg-type]
