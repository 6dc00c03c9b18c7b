"""The content of the seed; `seed.py` writes it to the database."""

from __future__ import annotations

USERNAMES = ["alice", "bob", "mina", "jun", "carol", "dohyun", "erin", "hana", "omar", "sora"]
EDITOR = "omar"  # takes care of the notice board: may change and take down everybody's notes

# (author, title, text), the oldest first
ARTICLES = [
    (
        "mina",
        "Welcome to the new notice board",
        "The old cork board by the stairs has had its day. From now on this is our 게시판.\n\n"
        "Everybody may read. To pin a note of your own, log in first. You can change or take down your own notes, "
        "and nobody else can touch them.",
    ),
    (
        "bob",
        "Found: one small grey cat",
        "She was asleep in my laundry basket this morning and acts as if she had always lived there. White left "
        "paw, no collar, strong views about tuna.\n\nFlat 12, second floor. She may stay until you come.",
    ),
    (
        "alice",
        "Ladder to lend",
        "I have a three-metre ladder that I use twice a year. It stands in the bicycle room with a green ribbon "
        "on it. Take it, bring it back, and tie the ribbon on again.",
    ),
    (
        "jun",
        "Who repairs umbrellas?",
        "The wind on the bridge has won again. Does anybody know a place that still repairs umbrellas? Mine was my "
        "grandfather's 우산 and I would rather not throw it away.",
    ),
    (
        "hana",
        "Kimchi day on Saturday",
        "We start at ten in the courtyard: sixty cabbages, two big tubs, and as many hands as we can get. Bring "
        "an apron and a box with a lid.\n\nFirst time? Come anyway. 김장 is learned by doing.",
    ),
    (
        "omar",
        "Quiet hours, a friendly reminder",
        "I practise the trumpet, so I of all people should say it: after nine in the evening let us keep it down. "
        "If I forget, knock. I will not hear the bell.",
    ),
    (
        "carol",
        "Seedlings for your balcony",
        "I sowed too many tomatoes, as every spring. Twenty pots of cherry tomatoes and some perilla (깻잎) stand "
        "beside the mailboxes. Take two, and water them when the soil is dry.",
    ),
    (
        "dohyun",
        "Water off on Thursday morning",
        "The pipes in the north wing are being cleaned on Thursday from nine to twelve. Fill a kettle the evening "
        "before. Afterwards the water may look a little brown for a minute.",
    ),
    (
        "erin",
        "Looking for a walking partner",
        "Every morning at half past six I walk along the stream to the second bridge and back. That is forty "
        "minutes at an easy pace. Company welcome, dogs too.",
    ),
    (
        "sora",
        "Book swap in the entrance hall",
        "The blue shelf is open. Leave a book, take a book. This week: two detective stories, a history of "
        "paper, and a cookery book with a stain on the best page.",
    ),
    (
        "alice",
        "The ladder is back, thank you",
        "Whoever had the ladder: it came back with a new ribbon and a bag of persimmons. Borrow it whenever you like.",
    ),
    (
        "mina",
        "New in the market: the cutting board",
        "Mr. Oh from the corner workshop has brought his ginkgo boards. His 도마 are the ones I cut everything on. "
        "You will find them in the market. Put one in your cart, and see how long the cart remembers.",
    ),
]

# (slug, English name, Korean name, price in won, description)
PRODUCTS = [
    (
        "cutting-board",
        "Cutting board",
        "도마",
        28_000,
        "Ginkgo wood from the corner workshop, oiled by hand. Kind to knives, and light enough to carry to the pot.",
    ),
    (
        "tea-pot",
        "Tea pot",
        "찻주전자",
        34_000,
        "Celadon, for two cups or one long talk. The lid fits, the spout does not drip. We tried.",
    ),
    (
        "onggi-jar",
        "Onggi jar",
        "항아리",
        45_000,
        "Breathing earthenware for soy paste, kimchi or umbrellas. Five litres.",
    ),
    (
        "persimmons",
        "Basket of persimmons",
        "감",
        9_000,
        "Picked behind the school by people with long arms. Eat the soft ones first.",
    ),
    (
        "wrapping-cloth",
        "Wrapping cloth",
        "보자기",
        15_000,
        "Patchwork of leftover ramie. Wraps a present, a lunch box, or a cutting board.",
    ),
    (
        "honey",
        "Acacia honey",
        "꿀",
        16_000,
        "From Hana's uncle, who talks to his bees. The jar is yours to keep.",
    ),
    (
        "umbrella",
        "Umbrella",
        "우산",
        18_000,
        "Repaired, not new: eight sound ribs and a patch that you will come to like.",
    ),
    (
        "candle",
        "Beeswax candle",
        "초",
        7_500,
        "Burns for twelve hours and smells of summer. For power cuts and birthdays.",
    ),
    (
        "rice-scoop",
        "Rice scoop",
        "주걱",
        6_500,
        "Carved from one piece of birch. Rice does not stick to it if you wet it first.",
    ),
    (
        "seed-packets",
        "Seed packets",
        "씨앗",
        4_000,
        "Perilla, lettuce and one surprise, from Carol's balcony. Sow after the last frost.",
    ),
]
