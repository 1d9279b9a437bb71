"""The reader of plans: a document to its sentences, and to what they promise. Rules and phrase lists; no model, no network."""

from junheng.rules.plans.reading.document_of import read_document
from junheng.rules.plans.reading.read import read_plan, reading_of

__all__ = ["read_document", "read_plan", "reading_of"]
