//! A baseline frame's header: its sides and its components (ITU-T T.81, B.2.2).

/// The most blocks in a unit of an interleaved scan (B.2.3).
const UNIT: u32 = 10;

/// What the frame's header says.
pub(super) struct Frame {
    height: u16,
    width: u16,
    components: Vec<Component>,
}

/// One component: lightness, or one of two colours.
pub(super) struct Component {
    pub(super) id: u8,
    across: u8,
    down: u8,
    pub(super) quantisation: u8,
}

impl Frame {
    /// A picture of 8 bits a sample, in one component or three.
    pub(super) fn read(payload: &[u8]) -> Option<Self> {
        let ([8, a, b, c, d, count @ (1 | 3)], components) = payload.split_first_chunk::<6>()? else {
            return None;
        };
        let components = components.chunks(3).map(|component| match *component {
            [id, factors, quantisation] => {
                Some(Component { id, across: factors >> 4, down: factors & 15, quantisation })
            }
            _ => None,
        });
        let components: Vec<_> = components.collect::<Option<_>>()?;
        let (height, width) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
        let frame = Self { height, width, components };
        let factors =
            |component: &Component| (1..=4).contains(&component.across) && (1..=4).contains(&component.down);
        let sound = height > 0
            && width > 0
            && frame.components.len() == usize::from(*count)
            && frame.components.iter().all(factors)
            && frame.has_whole_ratios()
            && frame.has_distinct_ids()
            && (*count == 1 || frame.blocks().sum::<u32>() <= UNIT);
        sound.then_some(frame)
    }

    /// Whether each component's factors divide the largest ones: decoders refuse what is sampled by fractions.
    fn has_whole_ratios(&self) -> bool {
        let divide = |factor: fn(&Component) -> u8| {
            let most = self.components.iter().map(factor).max().unwrap_or(1);
            self.components.iter().all(|component| most.is_multiple_of(factor(component)))
        };
        divide(|component| component.across) && divide(|component| component.down)
    }

    fn has_distinct_ids(&self) -> bool {
        let mut ids: Vec<u8> = self.components.iter().map(|component| component.id).collect();
        ids.sort_unstable();
        ids.windows(2).all(|pair| pair.first() != pair.last())
    }

    pub(super) fn components(&self) -> impl Iterator<Item = &Component> {
        self.components.iter()
    }

    /// The blocks of each component in a unit. One component alone has one (A.2.2).
    pub(super) fn blocks(&self) -> impl Iterator<Item = u32> {
        let alone = self.components.len() == 1;
        let blocks = move |component: &Component| u32::from(component.across) * u32::from(component.down);
        self.components.iter().map(move |component| if alone { 1 } else { blocks(component) })
    }

    /// The units of the scan (A.2).
    pub(super) fn units(&self) -> u64 {
        let alone = self.components.len() == 1;
        let most = |factor: fn(&Component) -> u8| {
            let factors = self.components.iter().map(|component| if alone { 1 } else { factor(component) });
            u64::from(factors.max().unwrap_or(1)) * 8
        };
        let across = u64::from(self.width).div_ceil(most(|component| component.across));
        across * u64::from(self.height).div_ceil(most(|component| component.down))
    }

    /// Whether every decoder takes three components for lightness and two colours, not for red, green and blue.
    pub(super) fn is_grey_or_ycbcr(&self, jfif: bool, adobe: Option<u8>) -> bool {
        let ids: Vec<u8> = self.components.iter().map(|component| component.id).collect();
        let usual = matches!(ids.as_slice(), [_] | [1, 2, 3] | [0, 1, 2]);
        match (jfif, adobe) {
            (_, Some(transform)) => usual && (self.components.len() == 1 || transform == 1),
            (jfif, None) => usual || (jfif && ids != b"RGB"),
        }
    }

    pub(super) fn longest_side(&self) -> u16 {
        self.width.max(self.height)
    }
}
