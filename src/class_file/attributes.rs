//! Attributes: what stands behind a class, a field or a method.

use super::bytes::Bytes;
use super::error::Result;
use super::pool::Pool;

/// The simple names of annotations by which libraries say that something is never null.
const NOT_NULL: [&str; 3] = ["NotNull", "NonNull", "Nonnull"];

/// Takes each attribute of what comes: its name, as an index, and what it holds.
pub(super) fn each<'a>(
    bytes: &mut Bytes<'a>,
    mut take: impl FnMut(u16, Bytes<'a>) -> Result<()>,
) -> Result<()> {
    for _ in 0..bytes.u2()? {
        let name = bytes.u2()?;
        take(name, bytes.counted()?)?;
    }
    Ok(())
}

/// Whether annotations of a field say that it is never null. `of_types` are those of its type.
pub(super) fn says_not_null(
    pool: &Pool<'_>,
    mut annotations: Bytes<'_>,
    of_types: bool,
) -> Result<bool> {
    let mut says_so = false;
    for _ in 0..annotations.u2()? {
        // Of a part of the type, the elements of a list say, where there is a path to that part.
        let mut is_whole = true;
        if of_types {
            if annotations.u1()? != 0x13 {
                return Ok(says_so);
            }
            let path = annotations.u1()?;
            annotations.take(usize::from(path).saturating_mul(2))?;
            is_whole = path == 0;
        }
        let class = pool.text(annotations.u2()?)?;
        skip_elements(&mut annotations)?;
        let name = class.trim_end_matches(';').rsplit(['/', '$']).next();
        says_so |= is_whole && name.is_some_and(|name| NOT_NULL.contains(&name));
    }
    Ok(says_so)
}

/// Skips what an annotation is given. Annotations stand in each other as deep as they like.
fn skip_elements(bytes: &mut Bytes<'_>) -> Result<()> {
    /// How many values are still to come, and whether each has a name before it.
    struct Open {
        left: u16,
        named: bool,
    }
    let mut stack = vec![Open {
        left: bytes.u2()?,
        named: true,
    }];
    while let Some(open) = stack.last_mut() {
        let Some(left) = open.left.checked_sub(1) else {
            stack.pop();
            continue;
        };
        open.left = left;
        if open.named {
            bytes.u2()?;
        }
        match bytes.u1()? {
            b'[' => stack.push(Open {
                left: bytes.u2()?,
                named: false,
            }),
            b'@' => {
                bytes.u2()?;
                stack.push(Open {
                    left: bytes.u2()?,
                    named: true,
                });
            }
            b'e' => {
                bytes.take(4)?;
            }
            _ => {
                bytes.take(2)?;
            }
        }
    }
    Ok(())
}

/// The modifiers that an `InnerClasses` attribute has for this class, if it is one of them:
/// `Class.getModifiers()` has those, as `private` and `static` are none of a class file's own.
pub(super) fn inner_modifiers(
    pool: &Pool<'_>,
    this_class: &str,
    mut classes: Bytes<'_>,
) -> Result<Option<u16>> {
    for _ in 0..classes.u2()? {
        let class = classes.u2()?;
        classes.take(4)?;
        let modifiers = classes.u2()?;
        if &*pool.class(class)? == this_class {
            return Ok(Some(modifiers));
        }
    }
    Ok(None)
}
