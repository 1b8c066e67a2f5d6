from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.domain.errors import NotFoundError
from app.presentation.routers import authors, books

app = FastAPI()
app.include_router(authors.router, prefix="/api")
app.include_router(books.router, prefix="/api")


@app.exception_handler(NotFoundError)
def answer_not_found(request: Request, error: NotFoundError) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=404)
