import { lookAtPages } from './looked.ts';

lookAtPages('ru');
