/**
 * Tokenizers read from {@code tokenizer.json} files, through DJL's binding of Hugging Face's library.
 *
 * <p>Works offline: the native library comes with its jar, and DJL's usage report is switched off before its first class is
 * touched.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.tokenizer;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
