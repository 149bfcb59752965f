"""Ids of entities."""


class EntityId:
    """
    Names an entity: the entity function and a key. Upper and lower case count in the key and not in the name.
    Raises `ValueError` when one of them is empty.
    """

    def __init__(self, name: str, key: str):
        if name == "":
            raise ValueError("Entity name cannot be empty")
        if key == "":
            raise ValueError("Entity key cannot be empty")
        self.name = name
        self.key = key

    @staticmethod
    def get_scheduler_id(entity_id: "EntityId") -> str:
        """The instance id under which the host schedules the entity: `@counter@key`."""
        return f"@{entity_id.name.lower()}@{entity_id.key}"

    @staticmethod
    def get_entity_id(scheduler_id: str) -> "EntityId":
        """The reverse of `get_scheduler_id`. Raises `ValueError` for what is no such id."""
        parts = scheduler_id[1:].split("@")
        if len(parts) != 2:
            raise ValueError("Unexpected format in SchedulerId")
        return EntityId(*parts)

    @staticmethod
    def get_entity_id_url_path(entity_id: "EntityId") -> str:
        """The entity's path in the management API."""
        return f"entities/{entity_id.name}/{entity_id.key}"

    def __str__(self) -> str:
        return EntityId.get_scheduler_id(self)
