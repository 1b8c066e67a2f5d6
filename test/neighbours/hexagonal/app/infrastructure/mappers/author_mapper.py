from app.domain.entities.author import Author
from app.infrastructure.models.author import AuthorModel


class AuthorMapper:
    @staticmethod
    def to_entity(row: AuthorModel) -> Author:
        return Author(
            id=row.id,
            name=row.name,
            email=row.email,
        )

    @staticmethod
    def to_model(author: Author) -> AuthorModel:
        return AuthorModel(
            id=author.id,
            name=author.name,
            email=author.email,
        )
