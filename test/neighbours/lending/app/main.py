from fastapi import FastAPI

from app.routers import books, loans, members

app = FastAPI()
app.include_router(books.router)
app.include_router(members.router)
app.include_router(loans.router)
