from dishka import Provider, Scope, provide

from app.books.repository import BookRepository
from app.books.service import BookService
from app.database import open_session
from app.readers.repository import ReaderRepository
from app.readers.service import ReaderService


class DatabaseProvider(Provider):
    session = provide(staticmethod(open_session), scope=Scope.REQUEST)


class RepositoryProvider(Provider):
    scope = Scope.REQUEST

    books = provide(BookRepository)
    readers = provide(ReaderRepository)


class ServiceProvider(Provider):
    scope = Scope.REQUEST

    book_service = provide(BookService)
    reader_service = provide(ReaderService)
