from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

LegacyBase = declarative_base()


class OldThing(LegacyBase):
    __tablename__ = "old_things"

    id = Column(Integer, primary_key=True)
    name = Column(String(50))
