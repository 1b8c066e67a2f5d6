from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dishka import make_async_container
from dishka.integrations.fastapi import setup_dishka
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.books.router import router as books_router
from app.database import Base, engine
from app.errors import NotFoundError
from app.ioc import DatabaseProvider, RepositoryProvider, ServiceProvider
from app.readers.router import router as readers_router


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await app.state.dishka_container.close()


app = FastAPI(title="Library", lifespan=lifespan)


@app.exception_handler(NotFoundError)
async def answer_not_found(request: Request, error: NotFoundError) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=404)


app.include_router(books_router, prefix="/api")
app.include_router(readers_router, prefix="/api")

container = make_async_container(DatabaseProvider(), RepositoryProvider(), ServiceProvider())
setup_dishka(container, app)
