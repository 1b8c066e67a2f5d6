from fastapi import Depends
from sqlalchemy.orm import Session

from app.domain.doctor import DoctorRepository
from app.domain.room import RoomRepository
from app.infrastructure.sqlite.database import get_session
from app.infrastructure.sqlite.doctor import new_doctor_repository
from app.infrastructure.sqlite.room import new_room_repository
from app.usecase.doctor import (
    CreateDoctorUseCase,
    CreateDoctorUseCaseImpl,
    DeleteDoctorUseCase,
    DeleteDoctorUseCaseImpl,
    FindDoctorByIdUseCase,
    FindDoctorByIdUseCaseImpl,
    FindDoctorsUseCase,
    FindDoctorsUseCaseImpl,
    UpdateDoctorUseCase,
    UpdateDoctorUseCaseImpl,
)
from app.usecase.room import (
    CreateRoomUseCase,
    CreateRoomUseCaseImpl,
    DeleteRoomUseCase,
    DeleteRoomUseCaseImpl,
    FindRoomByIdUseCase,
    FindRoomByIdUseCaseImpl,
    FindRoomsUseCase,
    FindRoomsUseCaseImpl,
    UpdateRoomUseCase,
    UpdateRoomUseCaseImpl,
)


def get_doctor_repository(session: Session = Depends(get_session)) -> DoctorRepository:
    return new_doctor_repository(session)


def get_create_doctor_usecase(
    doctor_repository: DoctorRepository = Depends(get_doctor_repository),
) -> CreateDoctorUseCase:
    return CreateDoctorUseCaseImpl(doctor_repository)


def get_find_doctor_by_id_usecase(
    doctor_repository: DoctorRepository = Depends(get_doctor_repository),
) -> FindDoctorByIdUseCase:
    return FindDoctorByIdUseCaseImpl(doctor_repository)


def get_find_doctors_usecase(
    doctor_repository: DoctorRepository = Depends(get_doctor_repository),
) -> FindDoctorsUseCase:
    return FindDoctorsUseCaseImpl(doctor_repository)


def get_update_doctor_usecase(
    doctor_repository: DoctorRepository = Depends(get_doctor_repository),
) -> UpdateDoctorUseCase:
    return UpdateDoctorUseCaseImpl(doctor_repository)


def get_delete_doctor_usecase(
    doctor_repository: DoctorRepository = Depends(get_doctor_repository),
) -> DeleteDoctorUseCase:
    return DeleteDoctorUseCaseImpl(doctor_repository)


def get_room_repository(session: Session = Depends(get_session)) -> RoomRepository:
    return new_room_repository(session)


def get_create_room_usecase(
    room_repository: RoomRepository = Depends(get_room_repository),
) -> CreateRoomUseCase:
    return CreateRoomUseCaseImpl(room_repository)


def get_find_room_by_id_usecase(
    room_repository: RoomRepository = Depends(get_room_repository),
) -> FindRoomByIdUseCase:
    return FindRoomByIdUseCaseImpl(room_repository)


def get_find_rooms_usecase(
    room_repository: RoomRepository = Depends(get_room_repository),
) -> FindRoomsUseCase:
    return FindRoomsUseCaseImpl(room_repository)


def get_update_room_usecase(
    room_repository: RoomRepository = Depends(get_room_repository),
) -> UpdateRoomUseCase:
    return UpdateRoomUseCaseImpl(room_repository)


def get_delete_room_usecase(
    room_repository: RoomRepository = Depends(get_room_repository),
) -> DeleteRoomUseCase:
    return DeleteRoomUseCaseImpl(room_repository)
