"""Makes `python -m generator_fastapi_feature` the command `fastapi-feature`."""

from generator_fastapi_feature.launcher import main

if __name__ == "__main__":
    main()
