//! Files as Outlook keeps a mail, made property by property after the published description of the form.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::io::{Cursor, Write};

use cfb::CompoundFile;

/// The value of a property.
#[derive(Clone, Debug)]
pub enum Value<'v> {
    /// A text in Unicode.
    Text(&'v str),
    /// A text in the code page of the mail.
    Letters(&'v [u8]),
    /// Bytes.
    Bytes(&'v [u8]),
    /// A number.
    Number(u32),
    /// A moment, in seconds since 1970.
    Moment(i64),
}

/// A property with its number.
pub type Property<'v> = (u16, Value<'v>);

/// A mail, an attachment or a recipient.
#[derive(Clone, Debug, Default)]
pub struct Folder<'v> {
    /// What it states.
    pub properties: Vec<Property<'v>>,
    /// To whom, each with what it states.
    pub recipients: Vec<Vec<Property<'v>>>,
    /// The pieces, each with what it states.
    pub attachments: Vec<Vec<Property<'v>>>,
    /// Mails that are attached whole.
    pub carried: Vec<Folder<'v>>,
}

impl Folder<'_> {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        self.write(&mut file, "", 32);
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn write(&self, file: &mut CompoundFile<Cursor<Vec<u8>>>, at: &str, head: usize) {
        write_properties(file, at, head, &self.properties);
        for (index, recipient) in self.recipients.iter().enumerate() {
            let at = format!("{at}/__recip_version1.0_#{index:08X}");
            file.create_storage(&at).unwrap();
            write_properties(file, &at, 8, recipient);
        }
        for (index, attachment) in self.attachments.iter().enumerate() {
            let at = format!("{at}/__attach_version1.0_#{index:08X}");
            file.create_storage(&at).unwrap();
            write_properties(file, &at, 8, attachment);
        }
        for (index, carried) in self.carried.iter().enumerate() {
            let at = format!("{at}/__attach_version1.0_#{:08X}", self.attachments.len() + index);
            file.create_storage(&at).unwrap();
            write_properties(file, &at, 8, &[(0x3705, Value::Number(5))]);
            let inside = format!("{at}/__substg1.0_3701000D");
            file.create_storage(&inside).unwrap();
            carried.write(file, &inside, 24);
        }
    }
}

/// Writes the properties of a folder: those of a fixed size together, each other in a stream of its own.
fn write_properties(file: &mut CompoundFile<Cursor<Vec<u8>>>, at: &str, head: usize, properties: &[Property<'_>]) {
    let mut fixed = vec![0; head];
    for (id, value) in properties {
        let (kind, value, stream): (u16, [u8; 8], Option<Vec<u8>>) = match value {
            Value::Text(text) => (0x001f, [0; 8], Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect())),
            Value::Letters(letters) => (0x001e, [0; 8], Some(letters.to_vec())),
            Value::Bytes(bytes) => (0x0102, [0; 8], Some(bytes.to_vec())),
            Value::Number(number) => (0x0003, u64::from(*number).to_le_bytes(), None),
            Value::Moment(seconds) => (0x0040, (seconds * 10_000_000 + 116_444_736_000_000_000).to_le_bytes(), None),
        };
        fixed.extend(kind.to_le_bytes());
        fixed.extend(id.to_le_bytes());
        fixed.extend(6_u32.to_le_bytes());
        fixed.extend(stream.as_ref().map_or(value, |bytes| (bytes.len() as u64).to_le_bytes()));
        if let Some(bytes) = stream {
            file.create_stream(format!("{at}/__substg1.0_{id:04X}{kind:04X}")).unwrap().write_all(&bytes).unwrap();
        }
    }
    file.create_stream(format!("{at}/__properties_version1.0")).unwrap().write_all(&fixed).unwrap();
}
