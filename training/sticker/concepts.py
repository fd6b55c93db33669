"""The things the model can draw, by the names their pictures have in the icon sets, and other words for them."""

THINGS = """
red apple | green apple | banana | blueberries | cherries | coconut | grapes | kiwi fruit | lemon | mango
peach | pear | pineapple | strawberry | tangerine | tomato | watermelon | avocado | bell pepper | broccoli
carrot | cucumber | ear of corn | eggplant | garlic | hot pepper | mushroom | onion | bacon | baguette bread
bread | cheese wedge | croissant | egg | french fries | green salad | hamburger | hot dog | meat on bone
pancakes | pizza | popcorn | pot of food | poultry leg | pretzel | sandwich | taco | waffle | birthday cake
candy | chocolate bar | cookie | cupcake | doughnut | honey pot | ice cream | lollipop | pie | shaved ice
shortcake | soft ice cream | rice ball | spaghetti | steaming bowl | sushi | beer mug | bubble tea
cocktail glass | cup with straw | glass of milk | hot beverage | teapot | tropical drink | wine glass
bottle with popping cork | kitchen knife | spoon | ant | butterfly | honeybee | lady beetle | scorpion
snail | spider | spider web | baby chick | bird | chicken | dove | duck | eagle | feather | flamingo | owl
parrot | peacock | penguin | rooster | bat | bear | camel | cat | cat face | cow | cow face | deer | dog
dog face | elephant | fox | giraffe | goat | gorilla | hamster | hedgehog | hippopotamus | horse
horse face | kangaroo | koala | leopard | lion | monkey | monkey face | mouse face | otter | panda | pig
pig face | polar bear | rabbit | rabbit face | raccoon | rhinoceros | sloth | tiger | tiger face | unicorn
wolf | zebra | frog | crocodile | dragon | dragon face | lizard | sauropod | snake | t rex | turtle
blowfish | crab | dolphin | fish | jellyfish | lobster | octopus | seal | shark | spiral shell
spouting whale | tropical fish | whale | blossom | bouquet | cherry blossom | hibiscus | lotus | rose
sunflower | tulip | cactus | deciduous tree | evergreen tree | four leaf clover | maple leaf
nest with eggs | palm tree | potted plant | seedling | artist palette | yarn | trophy | balloon
christmas tree | fireworks | jack o lantern | party popper | wrapped gift | bullseye | chess pawn
crystal ball | game die | kite | magic wand | mirror ball | nesting dolls | puzzle piece | teddy bear
video game | water pistol | yo yo | american football | baseball | basketball | bowling | boxing glove
ice skate | ping pong | pool 8 ball | soccer ball | tennis | volleyball | books | closed book | open book
backpack | bikini | billed cap | crown | dress | gem stone | glasses | gloves | graduation cap | handbag
high heeled shoe | hiking boot | jeans | necktie | ring | running shoe | scarf | shopping bags | socks
sunglasses | t shirt | top hat | battery | computer mouse | desktop computer | keyboard | laptop | bed
broom | bucket | chair | door | fire extinguisher | mirror | shopping cart | toothbrush | window | camera
candle | flashlight | light bulb | magnifying glass tilted left | red paper lantern | television | key
old key | locked | envelope | package | pill | coin | money bag | headphone | microphone | drum | guitar
musical keyboard | saxophone | trumpet | violin | briefcase | calendar | scissors | mobile phone | telephone
microscope | telescope | bell | megaphone | axe | crossed swords | gear | hammer | magnet | screwdriver
shield | toolbox | fountain pen | paintbrush | pencil | bomb | brain | ear | eye | tooth | thumbs up
waving hand | astronaut | santa claus | alien | alien monster | clown face | ghost | pile of poo | robot
skull | grinning face | smiling face with sunglasses | smiling face with heart eyes | angry face
crying face | sleeping face | nerd face | cowboy hat face | face with tears of joy | thinking face
partying face | exploding head | smiling face with halo | smiling face with horns | red heart | blue heart
green heart | purple heart | yellow heart | orange heart | broken heart | sparkling heart | luggage | castle
house | house with garden | hut | office building | school | statue of liberty | tokyo tower | church
mosque | beach with umbrella | desert island | mount fuji | mountain | snow capped mountain | volcano
compass | globe showing europe africa | carousel horse | circus tent | ferris wheel | fountain | tent
cloud | cloud with lightning | cloud with rain | crescent moon | droplet | fire | full moon | glowing star
high voltage | rainbow | ringed planet | shooting star | snowflake | snowman | star | sun | sun with face
tornado | umbrella | umbrella with rain drops | water wave | alarm clock | hourglass done | stopwatch
watch | airplane | flying saucer | helicopter | parachute | rocket | ambulance | automobile | bicycle
bullet train | bus | delivery truck | fire engine | kick scooter | locomotive | motor scooter | motorcycle
police car | racing car | roller skate | stop sign | taxi | tractor | train | vertical traffic light
anchor | ring buoy | sailboat | ship | speedboat
"""

OTHER_WORDS = {
    "alarm clock": ["clock"],
    "alien monster": ["space invader", "pixel monster"],
    "american football": ["football"],
    "artist palette": ["palette", "paint palette"],
    "automobile": ["car", "red car"],
    "baguette bread": ["baguette"],
    "beach with umbrella": ["beach"],
    "beer mug": ["beer"],
    "bell pepper": ["pepper", "paprika"],
    "billed cap": ["cap", "baseball cap"],
    "blowfish": ["pufferfish"],
    "bottle with popping cork": ["champagne", "champagne bottle"],
    "bullet train": ["fast train"],
    "bullseye": ["target", "dartboard"],
    "cat face": ["kitten"],
    "cheese wedge": ["cheese"],
    "christmas tree": ["decorated tree"],
    "closed book": ["book"],
    "cloud with lightning": ["storm", "storm cloud"],
    "cloud with rain": ["rain", "rain cloud"],
    "cocktail glass": ["cocktail", "martini"],
    "computer mouse": ["mouse for a computer"],
    "cow face": ["cow head"],
    "crossed swords": ["swords", "sword"],
    "cup with straw": ["soda", "soft drink"],
    "deciduous tree": ["tree", "green tree"],
    "delivery truck": ["truck", "van"],
    "dog face": ["puppy"],
    "doughnut": ["donut"],
    "droplet": ["drop", "water drop"],
    "ear of corn": ["corn"],
    "evergreen tree": ["pine tree", "fir tree"],
    "exploding head": ["mind blown face"],
    "face with tears of joy": ["laughing face"],
    "fire": ["flame"],
    "fire engine": ["fire truck"],
    "flying saucer": ["ufo", "spaceship"],
    "french fries": ["fries", "chips"],
    "game die": ["die", "dice"],
    "gem stone": ["diamond", "gem", "jewel"],
    "glass of milk": ["milk"],
    "globe showing europe africa": ["earth", "globe", "planet earth"],
    "glowing star": ["shining star"],
    "green salad": ["salad"],
    "grinning face": ["smiley", "happy face", "smile"],
    "hamburger": ["burger", "cheeseburger"],
    "headphone": ["headphones"],
    "high heeled shoe": ["high heel", "red shoe"],
    "high voltage": ["lightning", "lightning bolt"],
    "hiking boot": ["boot"],
    "hippopotamus": ["hippo"],
    "honey pot": ["honey", "jar of honey"],
    "honeybee": ["bee"],
    "hot beverage": ["coffee", "cup of coffee", "tea"],
    "hot pepper": ["chili", "chili pepper"],
    "hourglass done": ["hourglass"],
    "house with garden": ["home", "cottage"],
    "jack o lantern": ["pumpkin", "halloween pumpkin"],
    "kick scooter": ["scooter"],
    "kiwi fruit": ["kiwi"],
    "lady beetle": ["ladybug", "ladybird"],
    "locked": ["lock", "padlock"],
    "locomotive": ["steam train", "steam engine"],
    "magnifying glass tilted left": ["magnifying glass"],
    "meat on bone": ["meat"],
    "mirror ball": ["disco ball"],
    "mobile phone": ["phone", "smartphone"],
    "motor scooter": ["moped", "vespa"],
    "motorcycle": ["motorbike"],
    "musical keyboard": ["piano"],
    "nest with eggs": ["nest"],
    "nesting dolls": ["matryoshka", "russian doll"],
    "office building": ["skyscraper"],
    "old key": ["antique key"],
    "package": ["box", "parcel"],
    "palm tree": ["palm"],
    "pile of poo": ["poop"],
    "ping pong": ["table tennis", "ping pong paddle"],
    "pool 8 ball": ["eight ball", "billiard ball"],
    "pot of food": ["stew"],
    "potted plant": ["house plant", "plant"],
    "poultry leg": ["chicken leg", "drumstick"],
    "rabbit face": ["bunny"],
    "racing car": ["race car", "formula one car"],
    "red apple": ["apple"],
    "red heart": ["heart", "love"],
    "red paper lantern": ["lantern"],
    "ring buoy": ["life ring"],
    "ringed planet": ["planet", "saturn"],
    "rice ball": ["onigiri"],
    "running shoe": ["sneaker", "shoe"],
    "sailboat": ["sailing boat", "boat"],
    "santa claus": ["santa"],
    "sauropod": ["dinosaur", "brontosaurus"],
    "seedling": ["sprout"],
    "shortcake": ["cake", "slice of cake", "strawberry cake"],
    "smiling face with halo": ["angel face"],
    "smiling face with heart eyes": ["face in love"],
    "smiling face with horns": ["devil", "devil face"],
    "smiling face with sunglasses": ["cool face"],
    "snow capped mountain": ["snowy mountain"],
    "soccer ball": ["football ball", "ball"],
    "soft ice cream": ["ice cream cone"],
    "spaghetti": ["pasta", "noodles"],
    "spiral shell": ["shell", "seashell"],
    "spouting whale": ["blue whale"],
    "steaming bowl": ["ramen", "soup", "noodle soup"],
    "sun with face": ["smiling sun"],
    "t rex": ["tyrannosaurus", "tyrannosaurus rex"],
    "t shirt": ["shirt", "tshirt"],
    "tangerine": ["orange fruit", "mandarin"],
    "television": ["tv"],
    "tennis": ["tennis ball", "tennis racket"],
    "thumbs up": ["like"],
    "tropical drink": ["juice", "tropical cocktail"],
    "vertical traffic light": ["traffic light"],
    "video game": ["gamepad", "game controller"],
    "water pistol": ["toy gun", "water gun"],
    "water wave": ["wave", "ocean wave", "sea"],
    "wrapped gift": ["gift", "present"],
    "yarn": ["ball of wool", "wool"],
}

STYLES = {
    "3d": ["3d render of", "3d", "3d icon of"],
    "flat": ["flat icon of", "flat", "flat vector of"],
    "cartoon": ["cartoon of", "cartoon", "cartoon drawing of"],
}


def things() -> list[str]:
    """Names of all things, each once, in a fixed order."""
    names = [name.strip() for line in THINGS.splitlines() for name in line.split("|")]
    return list(dict.fromkeys(name for name in names if name))


def words_for(thing: str) -> list[str]:
    """What captions call a thing, its own name first."""
    return [thing, *OTHER_WORDS.get(thing, [])]
