package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.ModelPath;
import java.nio.file.Path;

/** The way from the provider class, which holds no engine type, to DJL. */
final class PytorchDoor {

    private PytorchDoor() {}

    static Availability probe(Options options) throws BackendException {
        return Libtorch.probe(options);
    }

    static BackendSession open(SessionSpec spec) throws BackendException {
        Path file = ModelPath.of(
                spec, DjlPytorchBackend.ID, PytorchOptions.FORMATS, "a .pt archive, as torch.jit.save writes one");
        ModuleFacts facts = ModuleFacts.of(spec.model().facts(), file);
        Libtorch library = Libtorch.load(spec.options());
        Device device = library.chosen(spec);
        library.setThreads(spec.options());
        TorchModule module = TorchModule.load(spec, file, device, library);
        try {
            return DecoderForm.isOf(facts)
                    ? new TorchGenerationSession(module, DecoderForm.of(facts), spec)
                    : new TorchTensorSession(module, ModuleSignature.of(module, facts, spec.options()));
        } catch (BackendException | RuntimeException refused) {
            module.close();
            throw refused;
        }
    }
}
