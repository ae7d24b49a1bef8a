/**
 * A foothold in the package of JavaCPP's oneDNN preset, and nothing of oneDNN.
 *
 * <p>The ONNX Runtime presets name the class {@code org.bytedeco.dnnl.presets.dnnl} in an annotation, so their natives
 * cannot be loaded while that class is missing; the jar that holds it cannot be had from Maven Central. The backend
 * therefore defines an empty class of that name when it loads, from the inside of this package, and only if there is none.
 * A user who brings the real jar keeps the real class: no class file of that name is shipped here.
 */
@NullMarked
@API(status = API.Status.INTERNAL)
package org.bytedeco.dnnl.presets;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
