import { createMemoryGallery } from './memory-gallery.ts'
import { galleryContract } from './testing/gallery-contract.ts'

galleryContract(async (now) => createMemoryGallery(now))
