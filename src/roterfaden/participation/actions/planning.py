def open_process(
    *, actor: Actor, slug: str, title: str, summary: str, mandate: str, area: Area, opened_on: date, now: datetime
) -> Process:
    """Open a participation process on the council's mandate. Audited as process.opened."""
    require(actor, "participation.open_process")
    with transaction.atomic():
        process = Process(slug=slug, title=title, summary=summary, mandate=mandate, area=area, opened_on=opened_on)
        process.full_clean()
        process.save()
        record(actor=actor, verb=Verb.PROCESS_OPENED, subject=process, now=now)
    return process


def plan_stage(
    *,
    actor: Actor,
    process: Process,
    slug: str,
    position: int,
    kind: str,
    title: str,
    description: str = "",
    starts_on: date,
    ends_on: date | None = None,
    gate: str = "",
    openings: Sequence[tuple[str, ActorGroup | None]] = (),
    now: datetime,
) -> Stage:
    """Add a step to the process with what it opens: (kind of contribution, actor group or None for everybody).

    Refuses actor groups of another process. Audited as stage.planned.
    """
    require(actor, "participation.plan_stage", process)
    if any(group is not None and group.process_id != process.pk for _kind, group in openings):
        raise errors.OtherProcess()
    with transaction.atomic():
        stage = Stage(
            process=process, slug=slug, position=position, kind=kind, title=title, description=description,
            starts_on=starts_on, ends_on=ends_on, gate=gate,
        )  # fmt: skip
        stage.full_clean()
        stage.save()
        for opened_kind, group in openings:
            opening = Opening(stage=stage, kind=opened_kind, actor_group=group)
            opening.full_clean()
            opening.save()
        record(actor=actor, verb=Verb.STAGE_PLANNED, subject=stage, now=now)
    return stage


def add_actor_group(
    *, actor: Actor, process: Process, slug: str, name: str, position: int, now: datetime
) -> ActorGroup:
    """Add a group that voices can speak for. Audited as actor_group.added."""
    require(actor, "participation.add_actor_group", process)
    with transaction.atomic():
        group = ActorGroup(process=process, slug=slug, name=name, position=position)
        group.full_clean()
        group.save()
        record(actor=actor, verb=Verb.ACTOR_GROUP_ADDED, subject=group, now=now)
    return group


def plan_event(
    *,
    actor: Actor,
    process: Process,
    stage: Stage,
    slug: str,
    kind: str,
    title: str,
    description: str = "",
    questions: Sequence[str] = (),
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    area: Area | None = None,
    capacity: int | None = None,
    tables: int = 0,
    actor_groups: Iterable[ActorGroup] = (),
    now: datetime,
) -> Event:
    """Plan a forum, conference, internal round or online event inside a stage.

    Refuses a stage or group of another process and days on which the stage is not open. Audited as event.planned.
    """
    require(actor, "participation.plan_event", process)
    groups = list(actor_groups)
    if stage.process_id != process.pk or any(group.process_id != process.pk for group in groups):
        raise errors.OtherProcess()
    if not (stage.is_open_on(local_day(starts_at)) and stage.is_open_on(local_day(ends_at))):
        raise errors.EventOutsideStage(stage=stage.title)
    with transaction.atomic():
        event = Event(
            process=process, stage=stage, slug=slug, kind=kind, title=title, description=description,
            questions=list(questions), starts_at=starts_at, ends_at=ends_at, place=place, area=area,
            capacity=capacity, tables=tables,
        )  # fmt: skip
        event.full_clean()
        event.save()
        event.actor_groups.set(groups)
        record(actor=actor, verb=Verb.EVENT_PLANNED, subject=event, now=now)
    return event


