"""Alle Modelle: Größe, Länge, Straße."""

from app.models.item import Item

__all__ = ["Item"]
