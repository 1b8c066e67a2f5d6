from fastapi import FastAPI

from app.database import Base, engine
from app.routers import items

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(items.router)


type Name = str


def first[T](values: list[T]) -> T:
    return values[0]


@app.get("/hello")
def hello(name: Name = "you") -> str:
    return f"Hello, {f"{name}!"}"
