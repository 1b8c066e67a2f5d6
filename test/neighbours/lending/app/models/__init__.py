from app.models.book import Book
from app.models.loan import Loan
from app.models.member import Member

__all__ = ["Book", "Loan", "Member"]
