package org.rsmtck.reference.shared;

import org.rsmtck.reference.backend.Window;

/** An explicit mapping: its bytes are the processor's business alone. */
record SharedWindow(Mapping mapping) implements Window {

    @Override
    public long length() {
        return mapping.length();
    }

    @Override
    public void load(long offset, byte[] into) {
        Units.load(mapping.bytes(), offset, into, 1);
    }

    @Override
    public void store(long offset, byte[] data) {
        Units.store(mapping.bytes(), offset, data, 1);
    }

    @Override
    public void sever() {
        mapping.sever();
    }

    @Override
    public void close() {
        mapping.close();
    }
}
