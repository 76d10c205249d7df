"""Reading Word documents into blocks. Pure: bytes in, blocks out."""

from roterfaden.concept.methods.documents.blocks import Block, LeftOut, ReadDocument
from roterfaden.concept.methods.documents.marks import escaped
from roterfaden.concept.methods.documents.package import NotWord
from roterfaden.concept.methods.documents.reading import read_document

__all__ = ["Block", "LeftOut", "NotWord", "ReadDocument", "escaped", "read_document"]
