import type { Random } from '../../platform/random.ts';

const adjectives =
  'Amber Ample Autumn Bold Brave Bright Brisk Calm Candid Clear Clever Copper Coral Cosy Curious Deft Eager Early Earnest Even Fair Fond Frank Gentle Glad Golden Grand Green Hardy Honest Humble Keen Kind Lively Loyal Lucid Mellow Merry Mild Modest Nimble Noble North Open Patient Plain Plucky Polite Proud Quick Quiet Rapid Ready Rosy Rustic Sage Sandy Serene Silver Sincere Sleek Slow Snowy Solid South Spry Stable Steady Still Stout Sturdy Subtle Sunny Sure Swift Tender Thoughtful Tidy Tranquil Trusty Upbeat Velvet Vivid Warm Wary West Wise Witty Woven Young Zesty'.split(
    ' ',
  );
const animals =
  'Auk Badger Bat Bear Beaver Bee Bison Bittern Boar Bream Bunting Buzzard Camel Carp Cat Chough Civet Cod Condor Coot Crab Crane Cricket Crow Cuckoo Curlew Deer Dipper Dolphin Dove Duck Dunlin Eagle Eel Egret Eider Elk Ermine Falcon Ferret Finch Fox Frog Gannet Gecko Goose Grebe Grouse Gull Hare Harrier Hawk Hedgehog Heron Hoopoe Hornet Ibex Ibis Jackdaw Jay Kestrel Kite Kiwi Koala Lark Lemur Linnet Lizard Llama Loon Lynx Magpie Mallard Marmot Marten Merlin Mink Mole Moose Moth Newt Nightjar Ocelot Oriole Osprey Otter Owl Panda Perch Petrel Pika Pike Pipit Plover Puffin Quail Rail Raven Robin Rook Ruff Salmon Seal Shrew Shrike Siskin Skua Snipe Sparrow Squirrel Stoat Stork Swallow Swan Swift Tapir Teal Tern Thrush Toad Trout Turtle Vole Wagtail Walrus Weasel Whale Wolf Wombat Wren'.split(
    ' ',
  );

/** A name for one thread, drawn at random: nothing of the account goes into it. */
export function drawHandle(random: Random): string {
  return `${adjectives[random.integer(adjectives.length)]} ${animals[random.integer(animals.length)]}`;
}

/** After many collisions in one long thread, a number keeps the name unique. */
export function drawNumberedHandle(random: Random): string {
  return `${drawHandle(random)} ${2 + random.integer(998)}`;
}
