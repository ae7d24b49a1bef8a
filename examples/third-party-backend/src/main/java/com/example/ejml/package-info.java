/**
 * A backend and a model source as somebody else would write them: perceptrons, run by the matrix library EJML.
 *
 * <p>{@link com.example.ejml.EjmlBackend} is the door, {@link com.example.ejml.PerceptronModels} writes the files it reads.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL)
package com.example.ejml;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
