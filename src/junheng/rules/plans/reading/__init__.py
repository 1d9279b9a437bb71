"""The reader of plans: a document to its sentences, and to what they promise. Rules and phrase lists; no model, no network."""

from junheng.rules.plans.reading.document_of import read_document

__all__ = ["read_document"]
