// The assembler and the kernels come here.
