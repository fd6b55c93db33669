"""Makes the embedded model family "Sticker": data, training, distillation, export, measurement."""
