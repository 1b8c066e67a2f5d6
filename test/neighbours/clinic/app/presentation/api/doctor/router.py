from fastapi import APIRouter, Depends, HTTPException, status

from app.domain.doctor import DoctorNotFoundError
from app.infrastructure.di import (
    get_create_doctor_usecase,
    get_delete_doctor_usecase,
    get_find_doctor_by_id_usecase,
    get_find_doctors_usecase,
    get_update_doctor_usecase,
)
from app.usecase.doctor import (
    CreateDoctorUseCase,
    DeleteDoctorUseCase,
    FindDoctorByIdUseCase,
    FindDoctorsUseCase,
    UpdateDoctorUseCase,
)

from .schemas import DoctorCreateSchema, DoctorSchema, DoctorUpdateSchema

router = APIRouter(prefix="/doctors", tags=["doctors"])


@router.get("", response_model=list[DoctorSchema])
def get_doctors(usecase: FindDoctorsUseCase = Depends(get_find_doctors_usecase)):
    return [DoctorSchema.from_entity(doctor) for doctor in usecase.execute()]


@router.get("/{doctor_id}", response_model=DoctorSchema)
def get_doctor(
    doctor_id: str,
    usecase: FindDoctorByIdUseCase = Depends(get_find_doctor_by_id_usecase),
):
    try:
        doctor = usecase.execute(doctor_id)
    except DoctorNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
    return DoctorSchema.from_entity(doctor)


@router.post("", response_model=DoctorSchema, status_code=status.HTTP_201_CREATED)
def create_doctor(
    data: DoctorCreateSchema,
    usecase: CreateDoctorUseCase = Depends(get_create_doctor_usecase),
):
    return DoctorSchema.from_entity(
        usecase.execute(
            name=data.name,
            specialty=data.specialty,
            notes=data.notes,
        )
    )


@router.put("/{doctor_id}", response_model=DoctorSchema)
def update_doctor(
    doctor_id: str,
    data: DoctorUpdateSchema,
    usecase: UpdateDoctorUseCase = Depends(get_update_doctor_usecase),
):
    try:
        doctor = usecase.execute(
            id=doctor_id,
            name=data.name,
            specialty=data.specialty,
            notes=data.notes,
        )
    except DoctorNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
    return DoctorSchema.from_entity(doctor)


@router.delete("/{doctor_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_doctor(
    doctor_id: str, usecase: DeleteDoctorUseCase = Depends(get_delete_doctor_usecase)
):
    try:
        usecase.execute(doctor_id)
    except DoctorNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
