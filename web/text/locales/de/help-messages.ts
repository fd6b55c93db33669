import type { HelpTexts } from '../../help-messages.ts'

/** What each control does, in German. */
export const HELP_MESSAGES: Partial<HelpTexts> = {
  prompt:
    'Was das Bild zeigen soll, in einfachen Worten; was vorn steht, zählt am meisten. (wort:1.2) macht ein Wort stärker, __animal__ lost eine Zeile aus einer Liste, und [[red, blue]] gibt jedem Bild eine andere Möglichkeit. Die erste Zeile ist der Prompt; weitere Zeilen kommen dazu.',
  negative_prompt:
    'Was das Bild nicht zeigen soll: Dinge, Stile, Fehler. Nimm wenige Wörter für das, was wirklich auftaucht, denn eine lange Liste zerrt am Bild. Es braucht Guidance, darum lassen die schnellen Modi es weg.',
  preset:
    'Ein Satz Einstellungen unter einem Namen; er setzt Modell, Stile, Guidance und mehr auf einmal und lässt deinen Prompt, wie er ist. Rückgängig bringt deine Einstellungen zurück. Von selbst wird nichts heruntergeladen.',
  performance_selection:
    'Wie viele Schritte ein Bild bekommt. Mehr Schritte ergeben feinere Einzelheiten und dauern entsprechend länger; Speed genügt für die meisten Bilder. Die letzten drei laden ein kleines Zusatzstück und brauchen nur wenige Schritte, arbeiten aber ohne Guidance und negativen Prompt.',
  aspect_ratios_selection:
    'Form und Größe des Bildes. Gezeigt werden die Größen, auf die das Modell trainiert ist und die es am besten zeichnet; unter Eigene wählst du selbst. Mehr Pixel brauchen mehr Zeit und Speicher.',
  image_number:
    'Wie viele Bilder ein Druck auf Generieren macht. Sie unterscheiden sich im Seed, der um eins hochzählt. Jedes braucht die Zeit eines Bildes.',
  output_format:
    'Die Art der Datei. png behält jedes Pixel, jpeg und webp sind um ein Mehrfaches kleiner und verlieren ein wenig. Alle drei können die Einstellungen mitführen.',
  random_seed:
    'Lost bei jedem Druck auf Generieren einen neuen Seed aus, sodass du immer Neues siehst. Schalte es aus, um ein Bild zu behalten und nur eine Einstellung zu ändern.',
  image_seed:
    'Die Zahl, aus der das Rauschen entsteht: Derselbe Seed und dieselben Einstellungen ergeben wieder dasselbe Bild. Kommas trennen mehrere Seeds, und jeder wird ein eigener Auftrag.',
  save_metadata_to_images:
    'Schreibt Prompt, Seed und alle Einstellungen in die Datei, sodass sie zurückkommen, wenn du sie auf die Seite ziehst. Wer die Datei hat, kann sie lesen. Schalte es aus für Bilder, die du weitergibst.',
  metadata_scheme:
    'Die Form, in der Einstellungen geschrieben werden: wie in Fooocus oder wie in AUTOMATIC1111, was viele andere Programme lesen. Diese Seite liest beide.',
  wildcards:
    'Listen von Wörtern, aus denen Prompts losen: Mit animal.txt bekommt jedes Bild für __animal__ eine andere Zeile. Deine Dateien bleiben in diesem Browser.',
  base_model_name:
    'Das Netz, das zeichnet. Ein anderes Modell hat einen anderen Geschmack und andere Größen und braucht vielleicht einen Grafikprozessor. Ein Modell, das nicht hier ist, wird nur geholt, wenn du es verlangst.',
  refiner_model_name:
    'Ein zweites Modell, das die letzten Schritte zeichnet, für feinere Einzelheiten. Es muss von derselben Art sein wie das Basismodell. Es braucht eigenen Speicher und eigene Ladezeit.',
  refiner_switch:
    'Der Anteil der Schritte, nach dem der Refiner übernimmt. Früher gibt ihm mehr Einfluss; 0,8 lässt ihm nur die feinsten Einzelheiten.',
  loras:
    'Eine LoRA ist eine kleine Datei, die das Modell ein Motiv oder einen Stil lehrt. Das Gewicht sagt, wie stark: 1 wie trainiert, weniger zum Einmischen, unter 0 davon weg. Mehrere zusammen oder hohe Gewichte können das Bild verderben, und eine Änderung lädt die Gewichte des Modells neu.',
  lora_weight:
    'Wie stark diese LoRA wirkt: 1 wie trainiert, weniger zum Einmischen, unter 0 davon weg. Über 1,5 zerfallen Bilder oft.',
  style_selections:
    'Stile kleiden deinen Prompt in Wörter, die sich bewährt haben; mehrere wirken zusammen, in der gezeigten Reihenfolge. Fooocus V2 fügt auch eigene beschreibende Wörter hinzu. Ohne Stil gilt der Prompt, wie er dasteht.',
  guidance_scale:
    'Wie streng das Bild dem Prompt folgt. Niedrig ist freier und weicher, hoch strenger und härter; über 10 wirkt es oft verbrannt. Die schnellen Modi arbeiten bei 1 und stellen es selbst ein.',
  sharpness:
    'Wie viel feine Struktur herauskommt, während das Bild entsteht. Erhöhe sie, wenn Haut oder Stoff wie Wachs aussehen, senke sie für glatte Zeichnungen. Zeit kostet sie nicht.',
  developer:
    'Zeigt die Einstellungen, die kaum jemand je bewegt, so wie Fooocus sie ordnet. Wieder versteckt werden sie nicht zurückgesetzt; die Planzeile zählt sie mit.',
  adm_scaler_positive:
    'Nennt dem Modell ein größeres Bild als das wirkliche, während es dem Prompt folgt; dadurch zeichnet es mehr Einzelheiten. Fooocus nimmt 1,5; 1 ist die Wahrheit. Nur Modelle der XL-Familie hören darauf.',
  adm_scaler_negative:
    'Nennt dem Modell für das, was es meiden soll, ein kleineres Bild als das wirkliche, sodass klein und unscharf als schlecht gilt. Fooocus nimmt 0,8; 1 ist die Wahrheit.',
  adm_scaler_end:
    'Der Anteil der Schritte, nach dem die beiden Größenfaktoren darüber enden. Bei 0 wirken sie nie, bei 1 bis zum letzten Schritt.',
  refiner_swap_method:
    'Wie der Refiner übernimmt: joint in einem Lauf, separate als eigener Lauf vom halbfertigen Bild aus, vae über ein entschlüsseltes Bild. vae verbindet auch Modelle, die ihren latenten Raum nicht teilen, und kostet die meiste Zeit.',
  adaptive_cfg:
    'Dämpft die Guidance über diesem Wert, damit Farben nicht verbrennen. Es zählt nur, wenn die Guidance-Stärke höher ist als die Zahl hier.',
  clip_skip:
    'Liest den Prompt aus einer früheren Schicht des Textmodells. 2 passt zu den meisten Modellen; manche gezeichneten Stile sind mit einer anderen Zahl trainiert. Es kostet nichts.',
  sampler_name:
    'Das Verfahren, das Schritt für Schritt aus Rauschen ein Bild macht. Die mit „ancestral“ oder „sde“ im Namen geben neues Rauschen dazu und streuen mehr; manche, etwa heun, sehen je Schritt zweimal hin und brauchen doppelt so lang.',
  scheduler_name:
    'Wie das Rauschen von Schritt zu Schritt abnimmt. karras verwendet mehr Schritte auf feine Einzelheiten; was am besten ist, hängt von Modell und Sampler ab.',
  overwrite_step:
    'Eine eigene Schrittzahl statt der des Performance-Modus. Die Zeit wächst mit ihr; jenseits von 60 ändert sich wenig.',
  overwrite_switch:
    'Der Schritt, bei dem der Refiner übernimmt, vom ersten an gezählt, statt seines Anteils.',
  overwrite_width:
    'Eine Breite in Pixeln statt der gewählten Größe. Weit weg von den Größen des Modells wiederholen sich Dinge oder zerfallen.',
  overwrite_height:
    'Eine Höhe in Pixeln statt der gewählten Größe. Weit weg von den Größen des Modells wiederholen sich Dinge oder zerfallen.',
  disable_preview:
    'Zeigt kein Bild, während es entsteht. Auf einem langsamen Prozessor spart das in jedem Schritt ein wenig Zeit.',
  disable_seed_increment:
    'Gibt allen Bildern eines Auftrags denselben Seed. Mit Wildcards oder [[…]] siehst du dann, was allein die Wörter ändern; ohne sie sind alle Bilder gleich.',
  read_wildcards_in_order:
    'Nimmt die Zeilen einer Wildcard-Liste der Reihe nach, statt sie auszulosen, sodass jede einmal drankommt.',
  freeu_enabled:
    'Gewichtet zwei Teile des Netzes beim Zeichnen neu, was klarere Formen und weniger Fehler geben kann. Zeit kostet es nicht. Versuche es, wenn Bilder wirr aussehen.',
  freeu_b1:
    'Wie viel der grobe Teil des Netzes in seiner ersten Stufe zählt. Ein wenig über 1 festigt Formen.',
  freeu_b2:
    'Wie viel der grobe Teil des Netzes in seiner zweiten Stufe zählt. Ein wenig über 1 festigt Formen.',
  freeu_s1:
    'Wie viel die Abkürzungen für feine Einzelheiten in der ersten Stufe zählen. Unter 1 gibt es weniger Struktur und weniger Fehler.',
  freeu_s2:
    'Wie viel die Abkürzungen für feine Einzelheiten in der zweiten Stufe zählen. Unter 1 gibt es weniger Struktur und weniger Fehler.',
}
