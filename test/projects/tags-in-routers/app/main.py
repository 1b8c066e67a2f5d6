from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.routers import owners, pets


def route_id(route: APIRoute) -> str:
    return f"{route.tags[0]}-{route.name}"


app = FastAPI(generate_unique_id_function=route_id)
app.include_router(owners.router, prefix="/owners")
app.include_router(pets.router, prefix="/pets")
