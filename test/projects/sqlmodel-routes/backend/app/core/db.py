from sqlalchemy import StaticPool
from sqlmodel import create_engine

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
