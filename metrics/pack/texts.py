"""Every text of a file that is about to leave, and whose names stand in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from metrics.pack.names import Names

NUMBER = re.compile(r"[0-9A-Fa-f.{}+-]*")
WORDS_TOGETHER = ("p", "si", "is")
"""Elements whose runs are read as one text: a name may be spread over two of them."""


def names_in(files: Mapping[str, bytes], names: Names, own: frozenset[str] = frozenset()) -> list[str]:
    """Whose names stand anywhere in the text of the files, as sentences. own: words of our own wording (`own_words`)."""
    found = list[str]()
    for file, content in files.items():
        for text in dict.fromkeys(texts(file, content)):
            found += [f"{name} stands in {file}." for name in names.found(text, own)]
    return list(dict.fromkeys(found))


def texts(file: str, content: bytes) -> Iterator[str]:
    """Every text of a file, and of the parts of it where it is an archive: words, attributes with words, names of parts."""
    yield file
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from texts(name, parts.read(name))
    elif file.endswith((".xml", ".rels")):
        yield from _texts_of_xml(ElementTree.fromstring(content))
    elif file.endswith(".json"):
        yield from _texts_of_json(json.loads(content))
    elif file.endswith(".csv"):
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            yield from row
    elif file.endswith(".png"):
        yield from _texts_of_png(content)
    else:
        yield content.decode("utf-8", "replace")


def _texts_of_xml(root: ElementTree.Element) -> Iterator[str]:
    """Numbers are no text: sizes, colours and places of cells would be taken for collar numbers."""
    for element in root.iter():
        yield from (value for value in element.attrib.values() if not NUMBER.fullmatch(value))
        if _tag(element) in WORDS_TOGETHER:
            yield "".join(element.itertext())
        elif _tag(element) != "v" and element.text and element.text.strip():
            yield element.text


def _texts_of_json(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _texts_of_json(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_of_json(one)


def _texts_of_png(content: bytes) -> Iterator[str]:
    """The written parts of a picture's file; what is drawn is not read: a public version has no pictures."""
    at = 8
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield content[at + 8 : at + 8 + length].decode("latin-1")
        at += 12 + length


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
