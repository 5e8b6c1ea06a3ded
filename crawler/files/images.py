"""图片：只认出是图片，里面的字要另行识别。"""

from crawler.files.model import FileReading, FileState


def read(content: bytes, tables: bool) -> FileReading:
    """A picture holds no text to read without OCR."""
    return FileReading(kind="image", state=FileState.SCANNED, cause="是图片，需要识别文字")
