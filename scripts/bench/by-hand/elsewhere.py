"""What else an emitted API has: a request passes these routes while its own is looked for."""

from fastapi import APIRouter, FastAPI, HTTPException

ROUTES = {
    "/health": ["GET ", "GET /ready"],
    "/auth": ["POST /login"],
    "/users": [
        "GET ",
        "POST ",
        "GET /me",
        "GET /{user_id}",
        "PATCH /{user_id}",
        "DELETE /{user_id}",
    ],
}


def refuse() -> None:
    raise HTTPException(501)


def include_others(app: FastAPI) -> None:
    for prefix, routes in ROUTES.items():
        router = APIRouter(prefix=prefix)
        for route in routes:
            method, path = route.split(" ")
            router.add_api_route(path, refuse, methods=[method])
        app.include_router(router)


def add_writes(router: APIRouter) -> None:
    router.add_api_route("", refuse, methods=["POST"])
    for method in ("PATCH", "DELETE"):
        router.add_api_route("/{product_id}", refuse, methods=[method])
