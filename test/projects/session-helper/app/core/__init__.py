from .db_helper import db_helper

__all__ = ("db_helper",)
