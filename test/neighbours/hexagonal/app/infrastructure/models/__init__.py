from app.infrastructure.models.author import AuthorModel
from app.infrastructure.models.book import BookModel

__all__ = ["AuthorModel", "BookModel"]
