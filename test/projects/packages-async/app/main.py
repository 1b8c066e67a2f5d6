from fastapi import FastAPI

from app.items.router import router as router_items
from app.users.router import router as router_users

app = FastAPI()


@app.get("/")
def home_page():
    return {"message": "Hello"}


app.include_router(router_users)
app.include_router(router_items)
