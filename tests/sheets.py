"""Workbooks as people save them: the least that every program which reads .xlsx takes."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_TYPES = f"""<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>"""
_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_BOOK = f"""<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_REL}">
<sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>"""
_BOOK_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""

Cell = str | int | float


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Numbers are kept as numbers, as a spreadsheet does with them."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(column, number, cell) for column, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS,
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _BOOK_RELS,
            "xl/worksheets/sheet1.xml": sheet,
        }.items():
            book.writestr(name, content)
    return packed.getvalue()


def _cell(column: int, row: int, cell: Cell) -> str:
    if cell == "":
        return ""
    where = f"{chr(65 + column)}{row}"
    if isinstance(cell, str):
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    return f'<c r="{where}"><v>{cell}</v></c>'
