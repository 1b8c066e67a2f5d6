from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.api.router import api_router
from app.core.exceptions import AppException

app = FastAPI()
app.include_router(api_router, prefix="/api/v1")


@app.exception_handler(AppException)
async def handle(request: Request, error: AppException) -> JSONResponse:
    return JSONResponse({"code": error.code}, status_code=error.status)
