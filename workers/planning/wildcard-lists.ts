import type { WildcardLists } from './wildcards.ts'

const words = (text: string): readonly string[] => text.split(' ')
const phrases = (text: string): readonly string[] => text.split(', ')

/**
 * The lists that a prompt's `__name__` may draw from: Fooocus' names with our own words. `color` is the
 * seventeen basic colours of CSS 2.1, as in Fooocus, so there the same seed gives the same word; the others differ.
 */
export const WILDCARD_LISTS: WildcardLists = new Map([
  [
    'animal',
    words(
      'badger bat bear beaver bee bison butterfly camel cat chameleon cow crab crane crow deer dolphin donkey ' +
        'dragonfly duck eagle elephant falcon ferret flamingo fox frog giraffe goat goose hamster hare hedgehog ' +
        'heron horse hummingbird kangaroo kingfisher koala lemur leopard lion lizard lobster lynx mole moose ' +
        'mouse octopus otter owl panda parrot peacock penguin pig pigeon puffin rabbit raccoon raven robin ' +
        'salamander seahorse seal shark sheep sloth snail squirrel stork swan tiger toad tortoise turtle walrus ' +
        'whale wolf yak zebra',
    ),
  ],
  [
    'artist',
    phrases(
      'Albrecht Dürer, Alphonse Mucha, Artemisia Gentileschi, Berthe Morisot, Camille Pissarro, Caravaggio, ' +
        'Caspar David Friedrich, Claude Monet, Edgar Degas, Egon Schiele, Franz Marc, Gustav Klimt, Hans Holbein, ' +
        'Henri Rousseau, Hieronymus Bosch, Hilma af Klint, Ivan Aivazovsky, Johannes Vermeer, John Constable, ' +
        'Katsushika Hokusai, Mary Cassatt, Odilon Redon, Paul Cézanne, Paul Klee, Rembrandt, Sandro Botticelli, ' +
        'Utagawa Hiroshige, Vincent van Gogh, Wassily Kandinsky, William Turner',
    ),
  ],
  [
    'color',
    words(
      'aqua black blue fuchsia gray green lime maroon navy olive orange purple red silver teal white yellow',
    ),
  ],
  ['color_flower', ['__color__ __flower__']],
  [
    'extended-color',
    words(
      'amber amethyst apricot azure beige bronze burgundy caramel cerulean charcoal cobalt copper coral cream ' +
        'crimson cyan emerald gold indigo ivory jade khaki lavender lilac magenta mahogany mauve mint mustard ' +
        'ochre peach periwinkle pink plum ruby rust saffron sage salmon sapphire scarlet sepia sienna tan ' +
        'tangerine taupe terracotta turquoise umber vermilion violet',
    ),
  ],
  [
    'flower',
    words(
      'anemone aster azalea begonia bluebell buttercup camellia carnation chrysanthemum clematis clover ' +
        'columbine cornflower crocus daffodil dahlia daisy dandelion foxglove freesia fuchsia gardenia geranium ' +
        'gladiolus heather hibiscus hollyhock honeysuckle hyacinth hydrangea iris jasmine larkspur lavender ' +
        'lilac lily lotus lupin magnolia marigold narcissus oleander orchid pansy peony petunia poppy primrose ' +
        'rose snapdragon snowdrop sunflower thistle tulip verbena violet wisteria zinnia',
    ),
  ],
  [
    'nationality',
    words(
      'Algerian American Argentinian Australian Austrian Belgian Bolivian Brazilian British Bulgarian Canadian ' +
        'Chilean Chinese Colombian Croatian Cuban Czech Danish Dutch Egyptian Estonian Ethiopian Filipino ' +
        'Finnish French Georgian German Ghanaian Greek Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish ' +
        'Israeli Italian Jamaican Japanese Kenyan Korean Latvian Lebanese Lithuanian Malaysian Mexican Mongolian ' +
        'Moroccan Nepalese Nigerian Norwegian Pakistani Peruvian Polish Portuguese Romanian Senegalese Serbian ' +
        'Slovak Spanish Swedish Swiss Syrian Thai Tunisian Turkish Ukrainian Uruguayan Vietnamese Zambian',
    ),
  ],
])
