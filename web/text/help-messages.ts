/**
 * What each control does, when to move it and what that costs: at most three sentences, without place-holders. Long as
 * they are together, they are fetched when the first of them is asked for.
 */
export const HELP_MESSAGES = {
  prompt:
    'What the picture should show, in plain words; what stands first counts most. (word:1.2) makes a word stronger, __animal__ draws a line from a list, and [[red, blue]] gives each picture another choice. The first line is the prompt; further lines are added to it.',
  negative_prompt:
    'What the picture should not show: things, styles, faults. Use a few words for what really turns up, as a long list pulls the picture about. It needs guidance, so the fast modes leave it out.',
  preset:
    'A set of settings under one name; choosing it sets model, styles, guidance and more at once, and leaves your prompt alone. Undo brings your own settings back. Nothing is downloaded by itself.',
  performance_selection:
    'How many steps a picture gets. More steps give finer detail and take longer in proportion; Speed is enough for most pictures. The last three load a small add-on and need only a few steps, but work without guidance and negative prompt.',
  aspect_ratios_selection:
    'The shape and size of the picture. The sizes shown are those the model was trained on and draws best; with Custom you choose your own. More pixels take more time and memory.',
  image_number:
    'How many pictures one press of Generate makes. They differ in their seed, which counts up by one. Each takes the time of one picture.',
  output_format:
    'The kind of file. png keeps every pixel, jpeg and webp are several times smaller and lose a little detail. All three can carry the settings.',
  random_seed:
    'Draws a new seed for every press of Generate, so you see something new each time. Switch it off to keep one picture and change only a setting.',
  image_seed:
    'The number the noise is made from: the same seed and the same settings give the same picture again. Commas separate several seeds, and each becomes a task of its own.',
  save_metadata_to_images:
    'Writes prompt, seed and all settings into the file, so that dropping it on the page restores them. Anyone who has the file can read them. Switch it off for pictures you give away.',
  metadata_scheme:
    'The form in which settings are written: as Fooocus does, or as AUTOMATIC1111 does, which many other programs read. This page reads both.',
  wildcards:
    'Lists of words that prompts draw from: with animal.txt, each picture gets another line for __animal__. Your files stay in this browser.',
  base_model_name:
    'The network that draws. Another model has another taste and other sizes, and may need a graphics processor. A model that is not here is fetched only when you ask for it.',
  refiner_model_name:
    'A second model that draws the last steps, for finer detail. It must be of the same kind as the base model. It takes its own memory and loading time.',
  refiner_switch:
    'The share of the steps after which the refiner takes over. Earlier gives it more to say; 0.8 leaves it only the finest detail.',
  loras:
    'A LoRA is a small file that teaches the model a subject or a style. Weight says how strongly: 1 as it was trained, less to blend in, below 0 away from it. Several together or high weights can spoil the picture, and a change of them loads the model’s weights again.',
  lora_weight:
    'How strongly this LoRA acts: 1 as it was trained, less to blend in, below 0 away from it. Above 1.5 pictures often fall apart.',
  style_selections:
    'Styles wrap your prompt in words that are known to work, and several act together in the order shown. Fooocus V2 also adds describing words of its own. Without a style the prompt is used as it is.',
  guidance_scale:
    'How strictly the picture follows the prompt. Low is freer and softer, high is stricter and harsher; above 10 it often looks burnt. The fast modes work at 1 and set it themselves.',
  sharpness:
    'How much fine texture is brought out while the picture forms. Raise it when skin or cloth looks like wax, lower it for smooth drawings. It costs no time.',
  developer:
    'Shows the settings that few people ever move, under the names Fooocus gives them. Hiding them again does not reset them; they are counted in the plan line.',
  adm_scaler_positive:
    'Tells the model a larger picture than the real one while it follows the prompt, which makes it draw more detail. Fooocus uses 1.5; 1 is the truth. Only models of the XL family listen to it.',
  adm_scaler_negative:
    'Tells the model a smaller picture than the real one for what to avoid, so that small and blurred counts as bad. Fooocus uses 0.8; 1 is the truth.',
  adm_scaler_end:
    'The share of the steps after which the two size factors above end. At 0 they never act, at 1 to the last step.',
  refiner_swap_method:
    'How the refiner takes over: joint in one run, separate as a run of its own from the half-done picture, vae by way of a decoded picture. vae also joins models that do not share their latent space, and costs the most time.',
  adaptive_cfg:
    'Damps guidance above this value, so that colours do not burn. It matters only when Guidance Scale is higher than the number here.',
  clip_skip:
    'Reads the prompt from an earlier layer of the text model. 2 suits most models; some drawn styles were trained with another number. It costs nothing.',
  sampler_name:
    'The method that turns noise into a picture step by step. Those with “ancestral” or “sde” in their name add fresh noise and vary more; some, such as heun, take two looks per step and twice the time.',
  scheduler_name:
    'How the noise goes down from step to step. karras spends more steps on fine detail; the best one depends on the model and the sampler.',
  overwrite_step:
    'A number of steps of your own in place of the performance mode’s. The time grows with it; beyond 60 little changes.',
  overwrite_switch:
    'The step at which the refiner takes over, counted from the first, in place of its share.',
  overwrite_width:
    'A width in pixels in place of the chosen size’s. Far from the model’s own sizes, things repeat or fall apart.',
  overwrite_height:
    'A height in pixels in place of the chosen size’s. Far from the model’s own sizes, things repeat or fall apart.',
  disable_preview:
    'Shows no picture while it forms. On a slow processor this saves a little time in each step.',
  disable_seed_increment:
    'Gives all pictures of a task the same seed. With wildcards or [[…]] you then see what only the words change; without them all pictures are the same.',
  read_wildcards_in_order:
    'Takes the lines of a wildcard list one after the other in place of drawing them, so that each comes once.',
  freeu_enabled:
    'Re-weighs two parts of the network while it draws, which can give clearer shapes and fewer faults. It costs no time. Try it when pictures look muddled.',
  freeu_b1:
    'How much the coarse part of the network counts in its first stage. A little above 1 firms up shapes.',
  freeu_b2:
    'How much the coarse part of the network counts in its second stage. A little above 1 firms up shapes.',
  freeu_s1:
    'How much the shortcuts for fine detail count in the first stage. Below 1 gives less texture and fewer faults.',
  freeu_s2:
    'How much the shortcuts for fine detail count in the second stage. Below 1 gives less texture and fewer faults.',
} as const

/** What there is help about. */
export type HelpTopic = keyof typeof HELP_MESSAGES

/** The help in one language. */
export type HelpTexts = Readonly<Record<HelpTopic, string>>
