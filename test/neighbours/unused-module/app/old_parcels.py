from app.database import Session
from app.models import Parcel


def weigh_parcel(parcel: Parcel, session: Session) -> int:
    return parcel.weight
