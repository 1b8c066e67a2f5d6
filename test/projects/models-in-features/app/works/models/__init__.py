from app.works.models.work import Work

__all__ = ["Work"]
