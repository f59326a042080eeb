"""Office documents, messages and archives about invented persons, written byte by byte: no office suite is needed."""

import email.message
import email.policy
import io
import zipfile
from xml.sax.saxutils import escape

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def archive(members):
    """A zip of (name, bytes) pairs, or of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def docx(text):
    paragraphs = "".join(f"<w:p><w:r><w:t xml:space=\"preserve\">{escape(line)}</w:t></w:r></w:p>"
                         for line in text.splitlines())
    return archive([
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
         "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
        ("word/document.xml", f"<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{_WORD}\"><w:body>"
         f"{paragraphs}</w:body></w:document>")])


def odt(text):
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    return archive([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:text>"
         f"{paragraphs}</office:text></office:body></office:document-content>")])


def xlsx(rows):
    """Dates are numbers with a date format, as spreadsheets keep them: a (year, month, day) becomes one."""
    strings, cells = [], []
    for number, row in enumerate(rows, 1):
        cells.append(f"<row r=\"{number}\">" + "".join(_cell(value, strings) for value in row) + "</row>")
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return archive([
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>"),
        ("xl/workbook.xml", f"<workbook xmlns=\"{_SHEET}\"><workbookPr/></workbook>"),
        # The sheet comes before what it refers to, as some writers do.
        ("xl/worksheets/sheet1.xml", f"<worksheet xmlns=\"{_SHEET}\"><sheetData>{''.join(cells)}</sheetData>"
         "</worksheet>"),
        ("xl/styles.xml", f"<styleSheet xmlns=\"{_SHEET}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
         "</styleSheet>"),
        ("xl/sharedStrings.xml", f"<sst xmlns=\"{_SHEET}\">{items}</sst>")])


def _cell(value, strings):
    if isinstance(value, tuple):
        import datetime
        days = (datetime.date(*value) - datetime.date(1899, 12, 30)).days
        return f"<c s=\"1\"><v>{days}</v></c>"
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    strings.append(value)
    return f"<c t=\"s\"><v>{len(strings) - 1}</v></c>"


def pdf(text):
    """One page after another, 50 lines each, in Helvetica."""
    lines = text.splitlines()
    pages = [lines[at:at + 50] for at in range(0, len(lines), 50)] or [[]]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for number, page in enumerate(pages):
        shown = "".join("(" + line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ") Tj T*\n"
                        for line in page)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET"
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                       f"/Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
    return _pdf_file(objects)


def _pdf_file(objects):
    file, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n".encode() + content.encode("cp1252", "replace") + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return bytes(file + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def message(subject, text, attachments=()):
    """A message with (name, bytes) attachments."""
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"] = "Labo Fictif <labo@example.org>", "Cabinet du Moulin <cabinet@example.org>"
    mail["Subject"], mail["Date"] = subject, "Tue, 03 Mar 2026 10:15:00 +0100"
    mail["Message-ID"] = f"<{abs(hash(subject))}@example.org>"
    mail.set_content(text)
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def mailbox(messages):
    return b"".join(b"From labo@example.org Tue Mar  3 10:15:00 2026\n" + content.replace(b"\r\n", b"\n") + b"\n"
                    for content in messages)
