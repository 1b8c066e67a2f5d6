from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from app import models
from app.models import get_db
from app.schemas.post import Post, PostCreate

router = APIRouter(tags=["posts"])


@router.post("/post", response_model=Post, status_code=201)
def write_post(data: PostCreate, db: Session = Depends(get_db)):
    post = models.Post(**data.model_dump())
    db.add(post)
    db.commit()
    return post


@router.get("/post/{post_id}", response_model=Post)
def read_post(post_id: int, db: Session = Depends(get_db)):
    post = db.get(models.Post, post_id)
    if post is None or post.is_deleted:
        raise HTTPException(404, "Post not found")
    return post


@router.delete("/post/{post_id}", status_code=204)
def erase_post(post_id: int, db: Session = Depends(get_db)):
    read_post(post_id, db).is_deleted = True
    db.commit()
