-- What jobs know. Everything of the harness is in this schema, and nothing else is.
-- No foreign keys: they would cost a look each on the path that every item takes.

create table jobs (
    id bigint generated always as identity primary key,
    name text not null unique,
    site text not null,
    run int not null default 0,
    created timestamptz not null default now()
);

create table runs (
    job bigint not null,
    number int not null,
    terms jsonb not null,
    taken int not null default 0,
    paused boolean not null default false,
    pages text,
    steered_by text,
    stop_reason smallint,
    stop_message text,
    begun timestamptz not null default now(),
    ended timestamptz,
    primary key (job, number)
);

-- One row for each process that works on a job, from its start: numbers are never used again.
-- adding_complete: it finds nothing more; null while it waits for an account, and finds nothing unless it begins.
create table machines (
    id bigint generated always as identity primary key,
    job bigint not null,
    run int not null,
    host text not null,
    process int not null,
    version text,
    adding_complete boolean default false,
    pages int,
    items int not null default 0,
    clock_offset interval,
    begun timestamptz not null default now(),
    beat timestamptz not null default now(),
    lease interval not null, -- not heard of for so long, it is dead: each by its own, whoever looks
    gone timestamptz
) with (fillfactor = 70);

create index machines_of_job on machines (job, run);

-- place: 0 not in the queue, 1 ready, 2 due later, 3 claimed, 4 held.
-- state: 0 waiting, 1 working, 2 done, 3 skipped, 4 failed.
create table items (
    job bigint not null,
    key text not null,
    seq bigint generated always as identity,
    address text,
    title text,
    grp text,
    priority smallint not null default 0,
    data json,
    host text,
    host_name text generated always as (coalesce(regexp_replace(host, ':[0-9]+$', ''), '')) stored,
    state smallint not null default 0,
    attempts int not null default 0,
    interruptions int not null default 0,
    outcome text,
    error text,
    files jsonb,
    promised jsonb,
    updated timestamptz not null default now(),
    run int not null default 0,
    place smallint not null default 0,
    ord bigint not null default 0,
    due timestamptz,
    waits_for text,
    tally jsonb,
    fence bigint not null default 0,
    settled uuid, -- which call has ended a claim on it last
    machine bigint,

    -- What rules hold back is held back as a whole lane, so that a claim need not look at each item of it.
    lane bigint generated always as (hashtextextended(coalesce(grp, '') || e'\x1f' || coalesce(host, '') || e'\x1f'
        || coalesce(waits_for, '') || e'\x1f' || priority::text, 0)) stored,
    primary key (job, key)
) with (autovacuum_vacuum_scale_factor = 0.01);

create sequence item_order;

create index items_in_order on items (job, seq);
create index items_ready on items (job, lane, ord) where place = 1;
create index items_later on items (job, due) where place = 2;
create index items_in_work on items (machine) where place in (3, 4);
create index items_queued on items (job, (coalesce(grp, '')), place) where place <> 0;
create index items_promised on items (job) where promised is not null;

-- What one machine alone does, such as reading the site's list. done holds for that run; who holds it may do so over runs.
create table leases (
    job bigint not null,
    name text not null,
    run int not null default 0,
    machine bigint,
    epoch bigint not null default 0,
    done boolean not null default false,
    primary key (job, name)
) with (fillfactor = 70);

create table records (
    job bigint not null,
    key text not null,
    record json not null, -- not jsonb: fields keep their order
    primary key (job, key)
);

-- Which items have a file of these bytes.
create table hashes (
    job bigint not null,
    sha256 text not null,
    key text not null,
    primary key (job, sha256, key)
);

-- The last records that were read, to notice equal ones.
create table digests (
    job bigint not null,
    run int not null,
    n bigint generated always as identity,
    digest text not null,
    key text not null,
    primary key (job, run, n)
);

-- Whose each file name is, and which names are folders.
create table names (
    job bigint not null,
    folded text not null,
    owner text,
    primary key (job, folded)
);

create table ended_groups (
    job bigint not null,
    run int not null,
    grp text not null,
    primary key (job, run, grp)
);

-- Gives a name that nobody has, and whose folders are nobody's files; or says again what was given.
create function reserve_name(p_job bigint, p_folded text, p_owner text, p_folders text[], out is_given boolean)
language plpgsql as $$
declare
    known names;
begin
    perform pg_advisory_xact_lock(hashtextextended('names', p_job));
    select n.* into known from names n where n.job = p_job and n.folded = p_folded;
    if found then
        is_given := known.owner is not distinct from p_owner;
        return;
    end if;

    is_given := not exists (select 1 from names n where n.job = p_job and n.folded = any(p_folders) and n.owner is not null);
    if is_given then
        insert into names (job, folded, owner) values (p_job, p_folded, p_owner);
        insert into names (job, folded) select p_job, f from unnest(p_folders) f on conflict do nothing;
    end if;
end $$;

-- Hands out the first ready item of some lanes; they come with high priority first, and then by their marks: nothing that is ready stands
-- at a mark or before it, as far as the caller knows. So the dead entries of what was claimed before are passed over.
-- heads: where the first item of each lane stands that was looked at; 0 where it has none. next: the one after the item that is handed out.
create function claim_item(
    p_job bigint, p_run int, p_machine bigint, p_force boolean, p_most int, p_worn_out text, p_lanes text[],
    p_priorities smallint[], p_marks bigint[], out heads bigint[], out at int, out next bigint, out item items)
language plpgsql as $$
declare
    head bigint;
    best bigint;
    tried int[] := '{}';
    tally items;
    keeps boolean;
    worn boolean;
begin
    heads := '{}';
    if not exists (select 1 from machines m join jobs j on j.id = m.job and j.run = m.run
        where m.id = p_machine and m.gone is null and m.beat > now() - m.lease) then
        return;
    end if;

    for n in 1 .. cardinality(p_lanes) loop
        exit when best is not null and (p_priorities[n] < p_priorities[at] or p_marks[n] >= best);
        head := 0;
        select i.ord into head from items i
            where i.job = p_job and i.place = 1 and i.lane = hashtextextended(p_lanes[n], 0) and i.ord > p_marks[n]
            order by i.ord limit 1;
        heads[n] := coalesce(head, 0);
        if head > 0 and (best is null or head < best) then
            best := head;
            at := n;
        end if;
    end loop;

    while at is not null loop
        select i.* into tally from items i
            where i.job = p_job and i.place = 1 and i.lane = hashtextextended(p_lanes[at], 0) and i.ord >= best
            order by i.ord limit 1 for update skip locked;
        exit when found;
        tried := tried || at; -- others are just taking what it has
        at := null;
        select h.n, h.head into at, best from unnest(heads) with ordinality h (head, n)
            where h.head > 0 and h.n <> all (tried) order by p_priorities[h.n] desc, h.head limit 1;
    end loop;

    if at is null then
        return;
    end if;

    keeps := p_force and tally.state = 2;
    worn := coalesce((tally.tally ->> 'interruptions')::int, 0) > p_most;
    update items i set
        place = case when worn then 0 else 3 end, fence = i.fence + 1, machine = case when worn then null else p_machine end,
        updated = now(), state = case when keeps then 2 when worn then 4 else 1 end,
        outcome = case when worn and not keeps then 'Interrupted' else i.outcome end,
        error = case when worn and keeps then 'fetched again, Interrupted: ' || p_worn_out when worn then p_worn_out else i.error end,
        attempts = case when keeps then i.attempts else coalesce((i.tally ->> 'attempts')::int, 0) end,
        interruptions = case when keeps then i.interruptions else coalesce((i.tally ->> 'interruptions')::int, 0) end
        where i.job = p_job and i.key = tally.key returning i.* into item;
    select i.ord into next from items i
        where i.job = p_job and i.place = 1 and i.lane = hashtextextended(p_lanes[at], 0) and i.ord > tally.ord order by i.ord limit 1;
end $$;

-- Ends a claim in one step. Where too many others have the same, nothing but the record's digest is kept, and the claim still holds.
create function complete_item(
    p_job bigint, p_run int, p_key text, p_fence bigint, p_force boolean, p_state smallint, p_outcome text, p_error text,
    p_kept_error text, p_tally jsonb, p_delay interval, p_waits_for text, p_files jsonb, p_promised jsonb, p_hashes text[],
    p_record json, p_compares_files boolean, p_most_files int, p_digest text, p_most_records int, p_window int,
    p_call uuid, out is_lost boolean, out is_suspect boolean, out same_files jsonb, out same_records text[])
language plpgsql as $$
declare
    known items;
    others text[];
    sha text;
    last bigint;
    again boolean;
begin
    is_lost := false;
    is_suspect := false;
    same_files := '[]';
    same_records := '{}';
    select i.* into known from items i where i.job = p_job and i.key = p_key for update;
    is_lost := not found or known.fence <> p_fence or known.run <> p_run or known.place not in (3, 4);
    if is_lost then
        is_lost := known.settled is distinct from p_call; -- who asks again has not heard the answer
        return;
    end if;

    if p_state = 2 and p_compares_files then
        foreach sha in array p_hashes loop -- in order, or two machines would wait for each other
            perform pg_advisory_xact_lock(hashtextextended(sha, p_job));
            others := array(select h.key from hashes h where h.job = p_job and h.sha256 = sha and h.key <> p_key limit 8);
            if cardinality(others) > 0 then
                same_files := same_files || jsonb_build_array(jsonb_build_object('sha256', sha, 'keys', to_jsonb(others || p_key)));
            end if;
            is_suspect := cardinality(others) + 1 >= p_most_files;
            exit when is_suspect;
        end loop;
    end if;

    -- Without a lock: it would let one item end at a time, and what ends in the same moment is noticed with the next.
    if not is_suspect and p_digest is not null then
        insert into digests (job, run, digest, key) values (p_job, p_run, p_digest, p_key) returning n into last;
        same_records := array(select d.key from
            (select n, digest, key from digests where job = p_job and run = p_run order by n desc limit p_window) d
            where d.digest = p_digest group by d.key order by min(d.n));
        is_suspect := cardinality(same_records) >= p_most_records;
        if last % 100 = 0 then
            delete from digests d where d.job = p_job and d.run = p_run and d.n < (select o.n from digests o
                where o.job = p_job and o.run = p_run order by o.n desc offset 100 limit 1);
        end if;
    end if;

    if is_suspect then
        return;
    end if;

    again := p_state = 0 and p_delay is not null
        and not exists (select 1 from ended_groups e where e.job = p_job and e.run = p_run and e.grp = coalesce(known.grp, ''));
    if p_force and known.state = 2 and p_state <> 2 then
        update items i set
            place = case when not again then 0 when p_delay > interval '0' then 2 else 1 end, due = now() + p_delay,
            ord = nextval('item_order') * 1000000, waits_for = p_waits_for, tally = p_tally, updated = now(), settled = p_call,
            error = p_kept_error
            where i.job = p_job and i.key = p_key;
        return;
    end if;

    update items i set
        place = case when not again then 0 when p_delay > interval '0' then 2 else 1 end, due = now() + p_delay,
        ord = nextval('item_order') * 1000000, waits_for = p_waits_for, tally = p_tally, updated = now(), settled = p_call,
        state = p_state, attempts = (p_tally ->> 'attempts')::int, interruptions = (p_tally ->> 'interruptions')::int, outcome = p_outcome,
        error = p_error, files = p_files, promised = p_promised
        where i.job = p_job and i.key = p_key;
    if known.files is not null then
        delete from hashes h using jsonb_array_elements(known.files) f
            where h.job = p_job and h.sha256 = f.value ->> 'sha256' and h.key = p_key;
    end if;

    if p_state = 2 then
        insert into hashes (job, sha256, key) select p_job, s, p_key from unnest(p_hashes) s on conflict do nothing;
        if p_record is not null then
            insert into records (job, key, record) values (p_job, p_key, p_record)
                on conflict (job, key) do update set record = excluded.record;
        end if;
    end if;
end $$;

-- Jobs whose deletion has begun: nobody joins them, and what is left of them is nobody's.
create table deletions (
    job bigint primary key,
    name text not null unique
);

-- What the shared folder's marker says: who sees another folder there sees another content, or none.
create table shared_folder (
    only_one boolean primary key default true check (only_one),
    marker text not null
);

-- Who signs in at a site, by site and user, over all jobs: the machine that has the account, and what machines keep of its login.
create table accounts (
    name text primary key,
    machine bigint,
    version bigint not null default 0,
    login bytea,
    sign_ins timestamptz[] not null default '{}'
);

-- Which machines can use an account, and when each has asked last.
create table account_users (
    name text not null,
    machine bigint not null,
    seen timestamptz not null,
    primary key (name, machine)
);

-- What hosts have been asked, over all jobs, by this database's clock. Only those have a row that have a limit, or have asked to be left
-- alone. Items without a host have one for each job: #, and its number.
create table hosts (
    host text primary key,
    last timestamptz,
    counted bigint not null default 0,
    rests timestamptz
) with (fillfactor = 50);

-- The newest starts of a host with a limit a minute, as many as that is.
create table host_starts (
    host text not null,
    n bigint not null,
    at timestamptz not null,
    primary key (host, n)
);

-- What each machine holds to. It counts for everybody as long as the machine is at work.
create table host_limits (
    host text not null,
    machine bigint not null,
    delay interval not null,
    most int,
    primary key (host, machine)
);

create function host_limit(named text, own_delay interval, own_most int, out delay interval, out most int)
language sql as $$
    select greatest(max(l.delay), own_delay), least(min(l.most), own_most)
    from host_limits l join machines m on m.id = l.machine and m.gone is null and m.beat > now() - m.lease
    where l.host = named
$$;

-- When a host may be asked next; null where it may at once. A clock that was set back must not make anybody wait for long.
create function host_free(named text, own_delay interval, own_most int) returns timestamptz
language sql as $$
    select greatest(h.rests, case when h.last > clock_timestamp() then clock_timestamp() else h.last end + l.delay,
        case when s.at > clock_timestamp() then clock_timestamp() else s.at end + interval '1 minute')
    from hosts h
    cross join lateral host_limit(named, own_delay, own_most) l
    left join host_starts s on s.host = named and s.n = h.counted + 1 - l.most
    where h.host = named
$$;

-- Whether a host may be asked now. Its row is locked then, until the transaction ends: whoever comes at the same moment waits there, and
-- each statement sees what was committed before it. So two never take the same start.
create function hold_host(named text, who bigint, own_delay interval, own_most int) returns boolean
language plpgsql as $$
begin
    if own_delay > interval '0' or own_most is not null then
        if not exists (select 1 from host_limits l where l.host = named and l.machine = who and l.delay = own_delay
                and l.most is not distinct from own_most) then
            insert into host_limits values (named, who, own_delay, own_most)
            on conflict (host, machine) do update set delay = excluded.delay, most = excluded.most;
        end if;
        insert into hosts (host) values (named) on conflict do nothing;
    end if;
    perform 1 from hosts h where h.host = named for update;
    return coalesce(host_free(named, own_delay, own_most) <= clock_timestamp(), true);
end $$;

-- Notes that an item of a host starts. One that nobody has a limit for, and that never asked to be left alone, has no row.
create function start_host(named text, own_delay interval, own_most int) returns void
language plpgsql as $$
declare
    nth bigint;
    held record;
begin
    select * into held from host_limit(named, own_delay, own_most);
    update hosts h set last = clock_timestamp(), counted = counted + case when held.most is null then 0 else 1 end
        where h.host = named returning counted into nth;
    if held.most is not null and nth is not null then
        insert into host_starts values (named, nth, clock_timestamp());
        delete from host_starts s where s.host = named and s.n <= nth - held.most;
    end if;
end $$;

-- As claim_item, of the lanes of one host, where that may be asked now.
create function claim_item_of(
    p_host text, p_delay interval, p_limit int, p_job bigint, p_run int, p_machine bigint, p_force boolean, p_most int,
    p_worn_out text, p_lanes text[], p_priorities smallint[], p_marks bigint[], out is_free boolean, out heads bigint[], out at int,
    out next bigint, out item items)
language plpgsql as $$
declare
    found_one record;
begin
    heads := '{}';
    is_free := hold_host(p_host, p_machine, p_delay, p_limit);
    if is_free then
        select * into found_one from claim_item(
            p_job, p_run, p_machine, p_force, p_most, p_worn_out, p_lanes, p_priorities, p_marks);
        heads := found_one.heads;
        at := found_one.at;
        next := found_one.next;
        item := found_one.item;
        if item.place = 3 then
            perform start_host(p_host, p_delay, p_limit);
        end if;
    end if;
end $$;
