//! The register as the desk searches it: by name, what neighbours say, pinyin, the end of a telephone number, or address.

use crate::db::Tx;
use crate::fetch_all;
use crate::import::pinyin::pinyin;
use domain::id::ResidentId;
use domain::resident::Person;
use domain::wire::DeskResident;
use uuid::Uuid;

/// The most residents of an answer: a building's.
const MOST: usize = 200;
/// So many figures are the end of a telephone number; fewer stand in too many.
const TAIL_MIN: usize = 4;

type Listed = (Uuid, String, String, String, String, String, String, i64, i64, Option<Uuid>, Option<String>);

macro_rules! select_listed {
    ($which:literal) => {
        concat!(
            "select r.resident, r.name, r.called, c.name, b.name, s.name, h.room,
                (select count(*) from device_resident d where d.community = r.community and d.resident = r.resident
                    and d.revoked is null),
                (select count(*) from departure p where p.community = r.community and p.resident = r.resident
                    and p.returned is null), n.resident, n.name
             from resident r
             left join departure i on i.community = r.community and i.resident = r.resident and i.how = 'merged'
             left join resident n on n.community = i.community and n.resident = i.merged_into
             join household h on h.community = r.community and h.household = r.household
             join stairwell s on s.community = h.community and s.stairwell = h.stairwell
             join building b on b.community = s.community and b.building = s.building
             join compound c on c.community = b.community and c.compound = b.compound
             where r.community = $1 ",
            $which,
            " order by c.place, b.place, s.name, h.room, r.born"
        )
    };
}

/// Residents in whose name, calling name or address `query` stands, whose telephone number ends with it, or whose name is
/// written so in pinyin, whole or by its first letters; by address, a building's at most.
pub async fn search(tx: &mut Tx, query: &str) -> sqlx::Result<Vec<DeskResident>> {
    let plain = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '%' | '_' | '\\');
    let wanted: String = query.chars().filter(plain).collect();
    let latin = wanted.len() > 1 && wanted.bytes().all(|byte| byte.is_ascii_alphabetic());
    let lines = if latin { spelled(tx, &wanted.to_lowercase()).await? } else { written(tx, &wanted).await? };
    Ok(lines.into_iter().take(MOST).map(listed).collect())
}

async fn written(tx: &mut Tx, wanted: &str) -> sqlx::Result<Vec<Listed>> {
    let tail = wanted.len() >= TAIL_MIN && wanted.bytes().all(|byte| byte.is_ascii_digit());
    fetch_all!(
        tx,
        Listed,
        select_listed!(
            "and (lower(r.name) like lower($2) or lower(r.called) like lower($2)
                or lower(c.name || b.name || s.name || h.room) like lower($2)
                or (r.phone <> '' and r.phone like $3))"
        ),
        tx.community.0,
        format!("%{wanted}%"),
        if tail { format!("%{wanted}") } else { String::new() }
    )
}

/// No database knows pinyin. A register of ten thousand is looked through in less time than somebody types.
async fn spelled(tx: &mut Tx, wanted: &str) -> sqlx::Result<Vec<Listed>> {
    let mut lines = fetch_all!(tx, Listed, select_listed!(""), tx.community.0)?;
    let latin = |text: &str| text.to_lowercase().contains(wanted);
    lines.retain(|(_, name, called, ..)| {
        latin(name) || latin(called) || pinyin(name).split(' ').any(|spelled| spelled.starts_with(wanted))
    });
    Ok(lines)
}

fn listed(
    (id, name, called, compound, building, stairwell, room, devices, gone, now, now_called): Listed,
) -> DeskResident {
    DeskResident {
        person: Person { id: ResidentId(id), name },
        called,
        address: format!("{compound} {building} {stairwell} {room}"),
        devices: super::word::count(devices),
        gone: gone > 0,
        now: now.zip(now_called).map(|(id, name)| Person { id: ResidentId(id), name }),
    }
}
